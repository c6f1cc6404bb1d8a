/// Parameters of a Snitch cluster from files ([org.tosc.backends.machines.parameters]): what their
/// keys mean.
package org.tosc.backends.machines.snitch.config;
