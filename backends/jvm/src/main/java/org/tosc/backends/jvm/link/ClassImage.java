package org.tosc.backends.jvm.link;

import java.util.Map;

/// A class file before it is defined, and the source positions of its methods.
public final class ClassImage {
  private final String name;
  private final byte[] bytes;
  private final Map<String, SourceMap> sources;

  public ClassImage(String name, byte[] bytes, Map<String, SourceMap> sources) {
    this.name = name;
    this.bytes = bytes.clone();
    this.sources = Map.copyOf(sources);
  }

  /// The internal name.
  public String name() {
    return name;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// Source positions by method name.
  public Map<String, SourceMap> sources() {
    return sources;
  }
}
