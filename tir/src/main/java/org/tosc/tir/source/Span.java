package org.tosc.tir.source;

/// A half-open range `[start, end)` of UTF-16 offsets in one source.
public record Span(Source source, int start, int end) {
  private static final Source NOWHERE = new Source("<none>", "");

  /// The span of things that no source text made.
  public static final Span NONE = new Span(NOWHERE, 0, 0);

  public boolean isNone() {
    return source == NOWHERE;
  }

  public Position from() {
    return source.position(start);
  }

  public Position to() {
    return source.position(end);
  }

  public String text() {
    return source.text().substring(start, Math.min(end, source.text().length()));
  }

  /// The smallest span that covers this one and `other`, which must be of the same source.
  public Span to(Span other) {
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }

  @Override
  public String toString() {
    return source.name() + ":" + from();
  }
}
