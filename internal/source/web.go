package source

import "errors"

// gather is written with the next slice.
func (s *stream) gather(web []found) {
	for _, x := range web {
		if s.emit(nil, &Error{Source: x.name, Cause: errors.New("URLs are not read yet")}) != nil {
			return
		}
	}
}
