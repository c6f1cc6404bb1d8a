/// The `tosc` command. One class per command; this module alone owns files, streams, exit codes and
/// colour.
@NullMarked
package org.tosc.cli;

import org.jspecify.annotations.NullMarked;
