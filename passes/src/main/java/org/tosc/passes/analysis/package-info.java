/// What passes ask of functions: definitions and uses, effects, which tensors stay as they are.
package org.tosc.passes.analysis;
