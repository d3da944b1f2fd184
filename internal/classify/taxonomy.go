package classify

import "hindsight"

// LoadTaxonomy reads and checks a taxonomy.yaml. Each error starts with
// "name:line: ".
func LoadTaxonomy(name string, data []byte) (hindsight.Taxonomy, error) { return nil, nil }
