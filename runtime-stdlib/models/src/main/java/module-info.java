import org.jspecify.annotations.NullMarked;

/// Model files, tokenizers, architectures as TIR, generation and training.
@NullMarked
module org.tosc.models {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires transitive java.net.http;
  requires transitive org.tosc.rt;
  requires transitive org.tosc.tir;

  exports org.tosc.models.blocks;
  exports org.tosc.models.chat;
  exports org.tosc.models.compute;
  exports org.tosc.models.convert;
  exports org.tosc.models.create;
  exports org.tosc.models.generate;
  exports org.tosc.models.gguf;
  exports org.tosc.models.graph;
  exports org.tosc.models.hub;
  exports org.tosc.models.load;
  exports org.tosc.models.registry;
  exports org.tosc.models.safetensors;
  exports org.tosc.models.token.file;
  exports org.tosc.models.token.normal;
  exports org.tosc.models.token.split;
  exports org.tosc.models.token.subword;
  exports org.tosc.models.token.train;
  exports org.tosc.models.token;
  exports org.tosc.models.train;
  exports org.tosc.models.transformer;
  exports org.tosc.models.weights;
}
