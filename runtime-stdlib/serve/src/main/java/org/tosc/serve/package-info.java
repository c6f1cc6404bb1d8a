/// The server behind `deploy`: models answer HTTP requests on loopback.
///
/// ```text
/// http: connections, limits ─► api: who may ask, what is asked ─► schedule: who is next ─► model
///                                      json: bodies, strictly       metric: what is counted
/// ```
@NullMarked
package org.tosc.serve;

import org.jspecify.annotations.NullMarked;
