/// Other libraries as contenders of `bench/run peers`: OpenBLAS and oneDNN through their C
/// interfaces, ONNX Runtime through its Java interface. Nothing else depends on this folder.
@NullMarked
package org.tosc.peers;

import org.jspecify.annotations.NullMarked;
