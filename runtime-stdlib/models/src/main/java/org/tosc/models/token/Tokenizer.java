package org.tosc.models.token;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.tosc.models.token.normal.Normalizer;
import org.tosc.models.token.split.Splitter;
import org.tosc.models.token.subword.Subwords;

/// Makes text into the tokens of a model, and back.
///
/// ```java
/// int[] ids = tokenizer.encode("Hello", EncodeOptions.FRAMED);
/// String text = tokenizer.decode(ids);   // "Hello"
/// ```
///
/// It is immutable, and may be used by many threads.
public final class Tokenizer {
  private static final byte[] NOTHING = {};

  private final Vocabulary vocabulary;
  private final AddedTokens added;
  private final Normalizer normalizer;
  private final Splitter splitter;
  private final Subwords subwords;
  private final Pieces pieces;
  private final Frame frame;
  private final EndTokens ends;

  public Tokenizer(
      Vocabulary vocabulary,
      AddedTokens added,
      Normalizer normalizer,
      Splitter splitter,
      Subwords subwords,
      Pieces pieces,
      Frame frame,
      EndTokens ends) {
    this.vocabulary = vocabulary;
    this.added = added;
    this.normalizer = normalizer;
    this.splitter = splitter;
    this.subwords = subwords;
    this.pieces = pieces;
    this.frame = frame;
    this.ends = ends;
  }

  /// The same with tokens that end what a model says, beside those of the usual texts; the same as
  /// it is where none are told.
  public Tokenizer withEnds(Collection<Integer> ids) {
    if (ids.isEmpty()) {
      return this;
    }
    EndTokens more = EndTokens.of(vocabulary, ids);
    return new Tokenizer(vocabulary, added, normalizer, splitter, subwords, pieces, frame, more);
  }

  /// The tokens of a text. Halves of surrogate pairs are U+FFFD.
  public int[] encode(String text, EncodeOptions options) {
    String whole = Surrogates.replaced(text);
    BitSet isControl = new BitSet();
    if (options.parsesControl()) {
      isControl.set(0, whole.length());
    }
    return encode(whole, isControl, options.isFramed());
  }

  /// The tokens of a prompt. Tokens lie across borders of segments as if it were one text, but
  /// control tokens come from control segments only.
  ///
  /// @param isFramed whether the tokens before and behind a text are added
  public int[] encode(List<Segment> prompt, boolean isFramed) {
    StringBuilder text = new StringBuilder();
    BitSet isControl = new BitSet();
    for (Segment segment : prompt) {
      int begin = text.length();
      text.append(Surrogates.replaced(segment.text()));
      isControl.set(begin, text.length(), segment.isControl());
    }
    return encode(text.toString(), isControl, isFramed);
  }

  private int[] encode(String text, BitSet isControl, boolean isFramed) {
    Ids ids = new Ids();
    if (isFramed) {
      ids.addAll(frame.before());
    }
    Consumer<String> words = subwords.into(ids);
    added.cut(
        text,
        isControl,
        (fragment, isAtStart) ->
            splitter.split(normalizer.apply(fragment, isAtStart), isAtStart, words),
        ids::add);
    if (isFramed) {
      ids.addAll(frame.after());
    }
    return ids.toArray();
  }

  /// The text of tokens, without control tokens. Bytes that are no UTF-8 are U+FFFD.
  ///
  /// @throws IndexOutOfBoundsException where the vocabulary has no such token
  public String decode(int[] ids) {
    return decode(ids, false);
  }

  /// The text of tokens.
  ///
  /// @param showsControl whether control tokens are shown as the vocabulary has them: `<s>`
  public String decode(int[] ids, boolean showsControl) {
    StringBuilder text = new StringBuilder();
    TokenStream stream = new TokenStream(this, showsControl);
    for (int id : ids) {
      text.append(stream.accept(id));
    }
    return text.append(stream.finish()).toString();
  }

  /// Text of tokens that come one after the other, without control tokens.
  public TokenStream stream() {
    return new TokenStream(this, false);
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public Frame frame() {
    return frame;
  }

  /// The tokens that end what a model says.
  public EndTokens ends() {
    return ends;
  }

  boolean dropsLeadingSpace() {
    return pieces.dropsLeadingSpace();
  }

  byte[] piece(int id, boolean showsControl) {
    boolean isShown =
        switch (vocabulary.kind(id)) {
          case CONTROL -> showsControl;
          case NORMAL, UNKNOWN, USER_DEFINED, UNUSED, BYTE -> true;
        };
    return isShown ? pieces.bytes()[id] : NOTHING;
  }
}
