/// What the processor and the operating system offer to machine code: [CpuFeatures].
@NullMarked
package org.tosc.backends.x86.cpu;

import org.jspecify.annotations.NullMarked;
