/// What an engine is: capabilities, emit, load.
@NullMarked
package org.tosc.backends.api;

import org.jspecify.annotations.NullMarked;
