/// Constants computed while compiling.
package org.tosc.passes.fold;
