/// The command line: files, exit codes, colour.
package org.tosc.cli;
