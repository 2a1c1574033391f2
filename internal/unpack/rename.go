package unpack

import "encoding/json"

// rename gives fields of a JSON object the names that are wanted; names is wanted → present. A field that is not
// there changes nothing.
func rename(object []byte, names map[string]string) []byte {
	if len(names) == 0 {
		return object
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(object, &fields) != nil {
		return object
	}
	moved := map[string]json.RawMessage{}
	for wanted, present := range names {
		if v, ok := fields[present]; ok {
			moved[wanted] = v
		}
	}
	for _, present := range names {
		delete(fields, present)
	}
	for wanted, v := range moved {
		fields[wanted] = v
	}
	b, err := json.Marshal(fields)
	if err != nil {
		return object
	}
	return b
}
