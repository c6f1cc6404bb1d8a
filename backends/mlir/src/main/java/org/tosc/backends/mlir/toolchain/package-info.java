/// The installed LLVM as a judge and a compiler of what is emitted: which programs there are
/// ([Tool]), and one run of one of them with a limit of time and of memory ([ToolRun]).
///
/// ```text
/// text ─► mlir-opt (Pipeline) ─► mlir-translate ─► clang -shared ─► a function called by FFM
/// ```
@NullMarked
package org.tosc.backends.mlir.toolchain;

import org.jspecify.annotations.NullMarked;
