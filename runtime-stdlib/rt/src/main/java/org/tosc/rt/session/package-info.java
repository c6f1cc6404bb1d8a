/// What surrounds a running program: streams, permissions, tensor engine, random numbers, audit
/// log.
package org.tosc.rt.session;
