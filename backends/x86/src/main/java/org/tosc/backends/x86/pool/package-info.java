/// Executable memory and calls: a [CodePool] holds machine code, a [Kernel] is one piece of it, a
/// [Pin] keeps it where it is, a [NativeCall] runs it.
///
/// ```java
/// try (CodePool pool = CodePool.open()) {
///   Kernel kernel = pool.install(code);
///   MethodHandle add = NativeCall.of(signature, CallMode.CRITICAL).to(kernel);
///   long sum = (long) add.invokeExact(1L, 2L);
/// }
/// ```
///
/// Code must not care where it lies: it may be moved between calls. What it reads (constants) lies
/// behind it in the same bytes, reached relative to `rip`.
///
/// The packages of this module need native access: `--enable-native-access=org.tosc.backends.x86`,
/// or `ALL-UNNAMED` on the class path.
@NullMarked
package org.tosc.backends.x86.pool;

import org.jspecify.annotations.NullMarked;
