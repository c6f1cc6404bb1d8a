import org.jspecify.annotations.NullMarked;

/// The run-time library: values, operations, built-ins and tensors that compiled code calls.
@NullMarked
module org.tosc.rt {
  exports org.tosc.rt.tensor;

  requires static transitive org.jspecify;
}
