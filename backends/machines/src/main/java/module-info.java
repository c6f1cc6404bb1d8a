import org.jspecify.annotations.NullMarked;

/// Models of machines: what they are given runs on them instructions by instruction, checked.
///
/// Nothing here may use an encoder or emitter: a model that shares tables with what it checks
/// checks nothing.
@NullMarked
module org.tosc.backends.machines {
  requires static transitive org.jspecify;
  requires transitive org.tosc.backends.api;

  exports org.tosc.backends.machines.elf;
  exports org.tosc.backends.machines.gpu;
  exports org.tosc.backends.machines.gpu.cost;
  exports org.tosc.backends.machines.gpu.python;
  exports org.tosc.backends.machines.gpu.tile;
  exports org.tosc.backends.machines.gpu.trace;
  exports org.tosc.backends.machines.gpu.triton;
  exports org.tosc.backends.machines.gpu.ttir;
  exports org.tosc.backends.machines.mlir.dialect;
  exports org.tosc.backends.machines.mlir.exec;
  exports org.tosc.backends.machines.mlir.ir;
  exports org.tosc.backends.machines.mlir.linalg;
  exports org.tosc.backends.machines.mlir.pretty;
  exports org.tosc.backends.machines.mlir.syntax;
  exports org.tosc.backends.machines.mlir.verify;
  exports org.tosc.backends.machines.parameters;
  exports org.tosc.backends.machines.snitch.config;
  exports org.tosc.backends.machines.snitch.core;
  exports org.tosc.backends.machines.snitch.ieee;
  exports org.tosc.backends.machines.snitch.isa;
  exports org.tosc.backends.machines.snitch.program;
  exports org.tosc.backends.machines.snitch.trace;
  exports org.tosc.backends.machines.x86.cost;
  exports org.tosc.backends.machines.x86.decode;
  exports org.tosc.backends.machines.x86.exec;
  exports org.tosc.backends.machines.x86.isa;
  exports org.tosc.backends.machines.x86.manual;
  exports org.tosc.backends.machines.x86.program;
  exports org.tosc.backends.machines.x86.text;
}
