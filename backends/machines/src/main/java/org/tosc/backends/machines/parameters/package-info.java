/// Files with parameters of machines, as all models read them: a strict subset of TOML 1.0 (tables,
/// whole numbers, booleans, comments). What its keys mean, each model says.
@NullMarked
package org.tosc.backends.machines.parameters;

import org.jspecify.annotations.NullMarked;
