package org.tosc.models.token.file;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.Vocabulary;

/// Finds out whether a tokenizer gives the tokens of another one: for texts on which published
/// vocabularies differ, and for each of its marks with spaces around it.
final class SameTokens {
  /// Contractions, cases, runs of digits, spaces and line ends, punctuation, scripts with and
  /// without spaces, and characters of more than one code unit; all composed, since `.gguf` files
  /// cannot say that text is composed first.
  static final List<String> TEXTS =
      List.of(
          "Hello, world! It's what we've GOT: I'LL, they're, don't; O'Neill's.",
          "1 12 123 1234 12345 3.14159 1,000,000 ٣٤٥ ⅷ x2y 0x1F 10%",
          " one  two   three\tfour\n\nfive \n six\r\nseven   ",
          "camelCase snake_case HTTPServer #include <a.h> a->b != c; // x/y `z` ~^|$+=",
          "(\"quoted\") [x] {y} «z» … – — ¿qué? ¡sí! 50€ © ™ @user #tag",
          "Grüße, façade, naïve, ΑΒΓ αβγ, Привет мир, שלום, مرحبا بالعالم, हिन्दी भाषा",
          "今天天气很好。日本語のテキスト、カタカナ。한국어 문장입니다. ไทยไม่มีช่องว่าง",
          "🙂👩‍👩‍👧 🇩🇪 𝒳 \u200b\u00a0end",
          "▁mark <0x0A> [PAD] ##ing");

  private final Tokenizer expected;

  SameTokens(Tokenizer expected) {
    this.expected = expected;
  }

  /// What is different, one sentence each; at most one for each kind of difference.
  List<String> differences(Tokenizer found) {
    return Stream.concat(
            Stream.of(frame(found), ends(found)),
            Stream.of(first(TEXTS.stream(), found), first(marks(), found)))
        .filter(difference -> !difference.isEmpty())
        .toList();
  }

  private String frame(Tokenizer found) {
    boolean isSame =
        Arrays.equals(expected.frame().before(), found.frame().before())
            && Arrays.equals(expected.frame().after(), found.frame().after());
    return isSame ? "" : "other tokens lie around a text";
  }

  private String ends(Tokenizer found) {
    return expected.ends().ids().equals(found.ends().ids())
        ? ""
        : "other tokens end what the model says";
  }

  private Stream<String> marks() {
    Vocabulary vocabulary = expected.vocabulary();
    return IntStream.range(0, vocabulary.size())
        .filter(id -> isMark(vocabulary, id))
        .mapToObj(id -> "a " + vocabulary.text(id) + " b" + vocabulary.text(id));
  }

  private static boolean isMark(Vocabulary vocabulary, int id) {
    return switch (vocabulary.kind(id)) {
      case CONTROL, UNKNOWN, USER_DEFINED -> true;
      case NORMAL, UNUSED, BYTE -> false;
    };
  }

  private String first(Stream<String> texts, Tokenizer found) {
    return texts
        .filter(text -> !isSame(text, found))
        .findFirst()
        .map(text -> "`" + text.strip() + "` has other tokens")
        .orElse("");
  }

  private boolean isSame(String text, Tokenizer found) {
    EncodeOptions options = new EncodeOptions(true, true);
    int[] ids = expected.encode(text, options);
    return Arrays.equals(ids, found.encode(text, options))
        && expected.decode(ids).equals(found.decode(ids));
  }
}
