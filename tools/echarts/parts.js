// The parts of Apache ECharts that the report draws with. A new kind of drawing may need one more line here,
// then `npm ci && npm run build` in this folder.
import {use, init, getInstanceByDom, version} from 'echarts/core';
import {BarChart, BoxplotChart, CustomChart, HeatmapChart, LineChart, ScatterChart} from 'echarts/charts';
import {AriaComponent, GridComponent, MarkLineComponent, TooltipComponent} from 'echarts/components';
import {SVGRenderer} from 'echarts/renderers';

use([
  BarChart, BoxplotChart, CustomChart, HeatmapChart, LineChart, ScatterChart,
  AriaComponent, GridComponent, MarkLineComponent, TooltipComponent,
  SVGRenderer,
]);

export {init, getInstanceByDom, version};
