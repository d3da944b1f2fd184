package intake

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"hindsight"
	"hindsight/internal/fetch"
	"hindsight/internal/weburl"
)

// A Link is the original of an entry, and what its server said.
type Link struct {
	Entry hindsight.Entry
	Dead  bool  // the server, or the domain name system, says that there is nothing
	Err   error // why it is dead, or why nobody knows; nil: it answered
}

// Links asks for the original of each entry that has an address, each address
// once, one host after the other as Client does, and for no longer than a run may
// take. The result is in the order of the entries.
func (n *Intake) Links(ctx context.Context, entries []hindsight.Entry) []Link {
	over := fmt.Errorf("the run has had its %s: %w", n.Limits.withDefaults().Run, fetch.ErrBudget)
	ctx, cancel := context.WithTimeoutCause(ctx, n.Limits.withDefaults().Run, over)
	defer cancel()
	byHost, seen := map[string][]string{}, map[string]bool{}
	for _, e := range entries {
		u, err := url.Parse(e.Source.URL)
		if err == nil && e.Source.URL != "" && !seen[e.Source.URL] {
			seen[e.Source.URL] = true
			byHost[u.Host] = append(byHost[u.Host], e.Source.URL)
		}
	}
	answers := n.answers(ctx, byHost)
	connected := false // else the domain name system says of every host that there is none
	for _, err := range answers {
		connected = connected || reached(err) == nil || isStatus(err)
	}
	var all []Link
	for _, e := range entries {
		if err, asked := answers[e.Source.URL]; asked {
			all = append(all, Link{e, connected && isDead(err), reached(err)})
		}
	}
	return all
}

// isStatus says that a server has answered, if only with an error.
func isStatus(err error) bool {
	var status fetch.StatusError
	return errors.As(err, &status) || errors.As(err, new(fetch.AnswerError)) || errors.Is(err, fetch.ErrGone)
}

// answers asks so many hosts at a time, and says what came of each address.
func (n *Intake) answers(ctx context.Context, byHost map[string][]string) map[string]error {
	hosts := make(chan []string)
	answers := map[string]error{}
	private := n.privateOriginals()
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range parallel {
		wg.Go(func() {
			for addresses := range hosts {
				for _, address := range addresses {
					_, err := n.Client.Get(ctx, address, fetch.Validators{}, private(address))
					mu.Lock()
					answers[address] = err
					mu.Unlock()
				}
			}
		})
	}
	for _, addresses := range byHost {
		hosts <- addresses
	}
	close(hosts)
	wg.Wait()
	return answers
}

// reached is an error of asking, unless it is about what came.
func reached(err error) error {
	if errors.Is(err, fetch.ErrTooBig) || errors.Is(err, fetch.ErrEmpty) {
		return nil
	}
	return err
}

// isDead says that there is nothing at an address any more, or no such host.
func isDead(err error) bool {
	var unreached fetch.UnreachedError
	return isGone(err) || errors.As(err, &unreached) && unreached.NoHost
}

// privateOriginals says of an address whether it is on a host that sources.yaml
// lets be private.
func (n *Intake) privateOriginals() func(address string) bool {
	sources, _ := Sources(n.Archive) // what is wrong with them is said elsewhere
	return func(address string) bool {
		address = weburl.Open(address)
		return slices.ContainsFunc(sources, func(s fetch.Source) bool {
			return s.Address() != "" && strings.Contains(address, "://") && s.Private(address)
		})
	}
}
