package org.tosc.rt.device;

/// What a kernel reads and writes: elements of one dtype, side by side. A [View] of a Java array
/// for class files, a [NativeBuffer] for code outside of the JVM.
public sealed interface Buffer permits View, NativeBuffer {}
