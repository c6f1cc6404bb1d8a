/// Equal computations, done once.
package org.tosc.passes.cse;
