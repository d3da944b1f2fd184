//go:build !unix

package archive

// openWithoutWaiting is nothing where named pipes do not lie among files.
const openWithoutWaiting = 0
