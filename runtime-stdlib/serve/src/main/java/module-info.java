import org.jspecify.annotations.NullMarked;

/// The HTTP server behind `deploy`.
@NullMarked
module org.tosc.serve {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires transitive org.tosc.models;
  requires transitive org.tosc.rt;

  exports org.tosc.serve;
  exports org.tosc.serve.http;
  exports org.tosc.serve.model;
}
