package classify

import "fmt"

// Concepts are groups of words that mean much the same: what the model learns
// of "deleted" it then knows of "wiped". They and their ordered pairs within
// a sentence (who did what to whom) stand beside the stems as "@destroy" and
// "@person>destroy".
var concepts = []struct{ name, words string }{
	{"fail", "fail*|broke|broken|breaks|breaking|crash*|down|outage*|unavailab*|unreachable|inaccessible|malfunction*|misbehav*|stopped|stuck|hang|hung|hangs|degrad*|disrupt*|died|dies|dead|faulty|fault|faults|error*|unhealthy|unrespons*|collapse*|offline"},
	{"wrong", "wrong*|incorrect*|bad|invalid|erroneous*|improper*|malformed|mismatch*|missing|unintended|flawed|typo*|misspel*|inconsistent*|stale|outdated|unexpected"},
	{"caused", "caus*|trigger*|led to|leading to|result*|due to|because|root cause*|introduc*|expos*|brought down|took down|prompt*|originat*"},
	{"one", "one|single|particular|specific|certain|individual|sole|few|handful"},
	{"party", "customer*|tenant*|user|users|client*|account|accounts|project*|repository|repositories|repo|repos|organization*|organisation*|workspace*|namespace*|subscription*|subscriber*|consumer|caller*|bot|bots|crawler*"},
	{"job", "job*|workload*|pod|pods|container*|task|tasks|build|builds|script*|batch*|report|backfill*|import|export|pipeline*|cron*|worker*|workflow*"},
	{"consume", "consum*|hog*|exhaust*|overload*|overwhelm*|saturat*|monopoli*|flood*|swamp*|used up|clog*|bombard*|hammer*|deplet*|abus*|starv*|occup*"},
	{"load", "load|traffic|requests|request|volume*|usage|demand|throughput|writes|reads|messages|events|connections|calls|uploads|queries"},
	{"much", "large|huge|heav*|massive|excessive*|unusual*|many|thousand*|million*|hundred*|high|higher|extreme*|burst*|spike*|surge*|increase*|majority|most|growth|grew|peak"},
	{"accident", "accident*|inadvertent*|mistaken*|mistake|mistakes|unintention*|unwitting*|erroneously|in error|wrongly|prematurely|by error|human error|operator error|forgot*|overlooked|unaware"},
	{"destroy", "delet*|remov*|destroy*|terminat*|shut*|wip*|eras*|drop|dropp*|purg*|truncat*|overwr*|decommission*|unplug*|kill*|drain*|power* off|revok*|suspend*|disconnect*|disabl*"},
	{"restart", "restart*|reboot*|recycl*|reload*"},
	{"person", "engineer*|operator*|admin|admins|administrator*|employee*|technician*|contractor*|sysadmin*|team member*|someone|somebody|staff|colleague*|maintainer*|developer*|personnel|human*"},
	{"machine", "automat*|script*|cron|cronjob*|cleanup|clean up|tool|tooling|orchestrat*|ansible|terraform|puppet|chef|reaper|scheduler|controller"},
	{"store", "database*|db|dbs|mysql|mariadb|postgres*|mongo*|redis|cassandra|elasticsearch|opensearch|dynamodb|etcd|zookeeper|consul|sql|rds|aurora|bigtable|spanner|kafka|storage|volume|volumes|disk|disks|datastore*|table|tables|filesystem|index"},
	{"vendor", "aws|amazon|ec2|s3|azure|gcp|google|cloudflare|fastly|akamai|cloudfront|github|docker hub|dockerhub|heroku|twilio|npm|pypi|rubygems|linode|digitalocean|ovh|hetzner|equinix|cogent|quay|slack|auth0|datadog|stripe|okta|rackspace|zayo|verizon|microsoft|let s encrypt|lets encrypt|letsencrypt|discord|confluent"},
	{"provider", "provider*|vendor*|supplier*|carrier*|isp|isps|telco|hosting company|third party|third parties|3rd party|partner|upstream|external"},
	{"their", "their|theirs"},
	{"own", "our|ours|we"},
	{"release", "deploy*|releas*|upgrad*|rollout*|roll out|rolled out|rolling out|migrat*|shipped|merged|new version|new build|new code|code change*|update|updated|updates|updating|cutover"},
	{"change", "chang*|modif*|edit*|adjust*|alter*|push*|appl*|enabl*|toggl*|reduc*|tighten*|tweak*|switched"},
	{"config", "config*|setting*|parameter*|flag|flags|quota*|permission*|policy|policies|rule|rules|acl*|threshold*|variable*|yaml|default"},
	{"cert", "certificat*|cert|certs|tls|ssl|x509|root ca"},
	{"expire", "expir*|lapse*|renew*|overdue|ran out|retire*"},
	{"lock", "lock|locks|locked|locking|mutex*|semaphore*|race|races|deadlock*|concurren*|simultaneous*|contention|atomic*|transaction*"},
	{"wait", "wait*|block|blocked|blocking|queued|held|hold*|behind"},
	{"netpart", "network*|router*|switch|switches|link|links|fiber|fibre|bgp|route|routes|routing|firewall*|packet*|peering|connectivity|vpn|tunnel*|uplink*|backbone|nat|load balanc*"},
	{"dns", "dns|nameserver*|name server*|resolver*|nxdomain|coredns|zone|zones|domain|domains|cname|record|records"},
	{"bug", "bug|bugs|defect*|regression*|flaw*|logic|exception*|overflow*|leak*|null|panic*|loop|assert*|code|parser|edge case*"},
	{"limit", "limit*|capacity|memory|cpu|oom|space|full|threads|thread pool*|pool|connections|headroom|resources|resource|throttl*|rate"},
	{"retry", "retr*|reconnect*|backoff|back off|timeouts|timed out"},
	{"spread", "cascad*|in turn|spread*|propagat*|other|others|remaining|rest|one by one|feedback|thundering|storm"},
	{"copy", "replica*|replicat*|failover|fail over|failed over|primary|secondary|standby|master|slave|backup*|restore*|snapshot*|quorum|shard*"},
	{"corrupt", "corrupt*|data loss|lost data|inconsisten*|diverg*|wraparound"},
	{"power", "power|generator*|ups|utility|electric*|voltage|battery|batteries|breaker*|lightning"},
	{"cool", "cooling|overheat*|temperature*|fire|flood*|hvac|storm|storms"},
	{"hardware", "hardware|server|servers|machine|machines|rack|racks|host|hosts|data center*|datacenter*|data centre*|motherboard|firmware|drive|drives"},
	{"clock", "clock*|leap|ntp|timezone*|time zone*|daylight|calendar|date|dates"},
	{"attack", "attack*|malicious*|hacker*|ddos|exploit*|vulnerab*|malware|phish*|compromis*|breach*|intru*|unauthori*|abuse*|spam*|hijack*"},
	{"secret", "credential*|token*|key|keys|secret*|password*|private|sensitive"},
	{"work", "maintenance|planned|routine|scheduled|procedure*|manual*|command*|by hand"},
	{"bill", "bill|billing|invoice*|payment*|unpaid|subscription|contract|licen*e|budget|domain"},
	{"unknown", "unknown|unclear|undetermined|investigat*"},
	{"remedy", "fix|fixed|fixing|mitigat*|resolv*|restor*|revert*|rolled back|roll back|rollback|workaround|prevent*|improv*"},
}

// conceptCues compiles the concepts; their class is behind the signals.
func conceptCues() []cue {
	out := make([]cue, 0, len(concepts))
	for i, k := range concepts {
		c, err := parseCue(k.words)
		if err != nil {
			panic(fmt.Sprint(k.name, ": ", err)) // a mistake in the table above
		}
		c.class = -1 - int(numSignals) - i
		out = append(out, c)
	}
	return out
}
