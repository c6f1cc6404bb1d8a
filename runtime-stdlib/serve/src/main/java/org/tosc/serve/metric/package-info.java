/// What the server counts, as Prometheus reads it (text format 0.0.4).
@NullMarked
package org.tosc.serve.metric;

import org.jspecify.annotations.NullMarked;
