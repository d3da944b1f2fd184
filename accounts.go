package hindsight

import "slices"

// maxAccounts is how many accounts of one incident are given of each: a chain
// through ten thousand files is a mistake, or worse, and costs its square.
const maxAccounts = 100

// Accounts says of each entry which others tell of the same incident, as people
// said it in `same-as:`: ids → ids in order. What one entry says holds for both,
// and for whatever else either is the same as; `not-same-as:` parts the two that
// it names. Ids that are not among the entries do not count, and of more accounts
// of one incident than anybody would read the first are given.
func Accounts(entries []Entry) map[string][]string {
	first := map[string]string{} // id → the id that stands for its incident
	for _, e := range entries {
		first[e.ID()] = e.ID()
	}
	root := func(id string) string {
		for first[id] != id {
			first[id] = first[first[id]]
			id = first[id]
		}
		return id
	}
	denied := map[[2]string]bool{}
	for _, e := range entries {
		for _, id := range e.SameAs {
			if _, there := first[id]; there {
				first[root(id)] = root(e.ID())
			}
		}
		for _, id := range e.NotSameAs {
			denied[[2]string{e.ID(), id}], denied[[2]string{id, e.ID()}] = true, true
		}
	}
	groups := map[string][]string{}
	for _, e := range entries {
		groups[root(e.ID())] = append(groups[root(e.ID())], e.ID())
	}
	accounts := map[string][]string{}
	for _, ids := range groups {
		slices.Sort(ids)
		for _, a := range ids {
			for _, b := range ids[:min(len(ids), maxAccounts)] {
				if a != b && !denied[[2]string{a, b}] {
					accounts[a] = append(accounts[a], b)
				}
			}
		}
	}
	return accounts
}
