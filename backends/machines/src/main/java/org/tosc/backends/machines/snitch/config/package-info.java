/// Parameters of a Snitch cluster from files: a strict subset of TOML 1.0 (tables, whole numbers,
/// booleans, comments), and what its keys mean.
package org.tosc.backends.machines.snitch.config;
