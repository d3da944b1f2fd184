package tool

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"github.com/landlock-lsm/go-landlock/landlock"
	"golang.org/x/sys/unix"
)

const canLaunch = true

// ownNetwork gives a process a network of its own, in which nobody else is. It
// stays who it is, so that it loses the rights that come with one when it becomes
// the program.
func ownNetwork(cmd *exec.Cmd) {
	cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET
	cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}}
	cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}}
}

// Launch takes from this process what a Kit's Run has bounded, and becomes the
// program: args are the last arguments of the command line that Run made. It
// returns only when that fails.
//
// A kernel without Landlock leaves files and network as they are; the limits of
// setrlimit(2) it has in any case.
func Launch(args []string) error {
	if len(args) < 2 {
		return errors.New("no program to become")
	}
	var b bounds
	if err := json.Unmarshal([]byte(args[0]), &b); err != nil {
		return err
	}
	program := args[1:]
	if err := landlock.V6.BestEffort().Restrict(rules(b, program[0])...); err != nil {
		return err
	}
	for _, l := range []struct {
		resource int
		most     uint64
	}{
		{unix.RLIMIT_CPU, b.CPU}, {unix.RLIMIT_FSIZE, b.File}, {unix.RLIMIT_AS, b.Memory},
	} {
		if l.most == 0 {
			continue
		}
		if err := unix.Setrlimit(l.resource, &unix.Rlimit{Cur: l.most, Max: l.most}); err != nil {
			return err
		}
	}
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil { // a program's memory is not to be left lying about
		return err
	}
	return syscall.Exec(program[0], program, os.Environ())
}

// systemFolders and systemFiles are what programs read of a system to start at
// all: libraries, fonts, certificates, character sets.
var (
	systemFolders = []string{"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt", "/nix/store", "/gnu/store", "/snap", "/home/linuxbrew",
		"/etc/alternatives", "/etc/ca-certificates", "/etc/crypto-policies", "/etc/fonts", "/etc/ld.so.conf.d", "/etc/pki", "/etc/ssl", "/etc/xpdf",
		"/var/cache/fontconfig"}
	systemFiles = []string{"/etc/group", "/etc/hosts", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/localtime", "/etc/nsswitch.conf", "/etc/passwd",
		"/dev/random", "/dev/urandom", "/dev/zero"}
)

// rules are what the program may still reach.
func rules(b bounds, program string) []landlock.Rule {
	all := []landlock.Rule{
		landlock.RODirs(systemFolders...).IgnoreIfMissing(),
		landlock.ROFiles(systemFiles...).IgnoreIfMissing(),
		landlock.RWFiles("/dev/null").IgnoreIfMissing(),
		landlock.RODirs(filepath.Dir(program)).IgnoreIfMissing(),
	}
	if real, err := filepath.EvalSymlinks(program); err == nil {
		all = append(all, landlock.RODirs(filepath.Dir(real)).IgnoreIfMissing())
	}
	if b.Dir != "" {
		all = append(all, landlock.RWDirs(b.Dir))
	}
	for _, name := range b.Reads {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			all = append(all, landlock.RODirs(name))
		} else {
			all = append(all, landlock.ROFiles(name).IgnoreIfMissing())
		}
	}
	if b.Port != 0 {
		all = append(all, landlock.ConnectTCP(b.Port))
	}
	return all
}
