/// What text of MLIR is worth: how fast its schedules run once the installed LLVM has followed
/// them.
@org.jspecify.annotations.NullMarked
package org.tosc.bench.mlir;
