/// What the server serves: it knows models by these interfaces alone.
@NullMarked
package org.tosc.serve.model;

import org.jspecify.annotations.NullMarked;
