package org.tosc.backends.api;

import java.nio.charset.StandardCharsets;

/// One file that an engine made: a suggested name, such as `main.class`, and its bytes. Artifacts
/// are equal only to themselves.
public final class Artifact {
  private final String name;
  private final byte[] bytes;

  private Artifact(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  public static Artifact of(String name, byte[] bytes) {
    return new Artifact(name, bytes.clone());
  }

  public static Artifact of(String name, String text) {
    return new Artifact(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public String name() {
    return name;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
