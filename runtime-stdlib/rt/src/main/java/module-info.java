import org.jspecify.annotations.NullMarked;

/// The run-time library: values, operations, built-ins and tensors that compiled code calls.
@NullMarked
module org.tosc.rt {
  exports org.tosc.rt.builtin;
  exports org.tosc.rt.device;
  exports org.tosc.rt.digest;
  exports org.tosc.rt.error;
  exports org.tosc.rt.monitor;
  exports org.tosc.rt.ops;
  exports org.tosc.rt.session;
  exports org.tosc.rt.statement;
  exports org.tosc.rt.team;
  exports org.tosc.rt.tensor;
  exports org.tosc.rt.tensor.file;
  exports org.tosc.rt.value;

  requires java.management;
  requires transitive jdk.jfr;
  requires static transitive org.jspecify;
}
