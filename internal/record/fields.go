package record

import (
	"reflect"
	"strings"

	"hindsight"
)

// A Field is a field of a record or a column of the table, for those who read
// the data.
type Field struct {
	Name        string         `json:"name"`
	Type        string         `json:"type"` // of Frictionless Table Schema
	Description string         `json:"description"`
	Constraints map[string]any `json:"constraints,omitempty"`
}

// momentPattern is what a date looks like: as many parts as are known.
const momentPattern = `\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\dZ)?)?)?`

// Columns describes the columns of the table, in its order.
func Columns() []Field {
	out := make([]Field, len(columns))
	for i, c := range columns {
		out[i] = Field{Name: c.name, Type: c.kind, Description: c.about}
		switch {
		case c.kind == moment:
			out[i].Type, out[i].Constraints = "string", map[string]any{"pattern": momentPattern}
		case c.values != nil:
			out[i].Constraints = map[string]any{"enum": c.values}
		case c.name == "id":
			out[i].Constraints = map[string]any{"required": true, "unique": true}
		}
	}
	return out
}

// Fields describes the fields of a record, in their order.
func Fields() []Field {
	var out []Field
	for f := range reflect.TypeFor[Record]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		field := Field{Name: name, Type: "string", Description: f.Tag.Get("about")}
		switch {
		case f.Type == reflect.TypeFor[hindsight.Moment]():
			field.Constraints = map[string]any{"pattern": momentPattern}
		case f.Type == reflect.TypeFor[hindsight.Extra]():
			field.Type = "object"
		case f.Type.Kind() == reflect.Slice:
			field.Type = "array"
		case f.Type.Kind() == reflect.Struct:
			field.Type = "object"
		case name == "id":
			field.Constraints = map[string]any{"required": true, "unique": true}
		}
		out = append(out, field)
	}
	return out
}

// about is what a field of a record is, for the column of the same name.
func about(name string) string {
	for f := range reflect.TypeFor[Record]().Fields() {
		if n, _, _ := strings.Cut(f.Tag.Get("json"), ","); n == name {
			return f.Tag.Get("about")
		}
	}
	panic("record: no field " + name)
}
