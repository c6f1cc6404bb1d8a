package org.tosc.backends.jvm.link;

/// What call sites need to know of a compiled function.
///
/// @param name the name for people; empty for a lambda
/// @param classIndex which class of the program holds it
/// @param method its method's name there
/// @param descriptor its method's descriptor
/// @param captures how many leading parameters are captured variables
/// @param signature the other parameters, in the text form of the run-time library's signatures
public record FunctionInfo(
    String symbol,
    String name,
    int classIndex,
    String method,
    String descriptor,
    int captures,
    String signature) {}
