import org.jspecify.annotations.NullMarked;

/// Sources in, artifacts and diagnostics out; wires front end, passes and engines without I/O.
@NullMarked
module org.tosc.driver {
  requires static transitive org.jspecify;
  requires transitive org.tosc.backends.api;
  requires org.tosc.backends.jvm;
  requires transitive org.tosc.backends.machines;
  requires transitive org.tosc.backends.mlir;
  requires org.tosc.backends.snitch;
  requires org.tosc.backends.triton;
  requires org.tosc.backends.x86;
  requires transitive org.tosc.frontend;
  requires transitive org.tosc.models;
  requires transitive org.tosc.passes;
  requires transitive org.tosc.rt;
  requires org.tosc.serve;

  exports org.tosc.driver;
  exports org.tosc.driver.compare;
  exports org.tosc.driver.functions;
  exports org.tosc.driver.machine;
  exports org.tosc.driver.measure;
  exports org.tosc.driver.model;
  exports org.tosc.driver.report;
  exports org.tosc.driver.tune;

  provides org.tosc.backends.api.Engine with
      org.tosc.driver.interp.InterpEngine;

  uses org.tosc.backends.api.Engine;
}
