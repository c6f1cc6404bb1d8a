package org.tosc.models.token;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.tosc.models.token.file.TiktokenTokenizer;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.subword.ByteLetters;

/// `decode(encode(s)) = s` on many random texts with each published vocabulary that forgets
/// nothing, and how fast each encodes. For a person to run:
///
/// ```text
/// java … org.tosc.models.token.RoundTripCampaign 1000000 FILE
/// ```
///
/// FILE is a text whose encoding is timed, on one thread.
final class RoundTripCampaign {
  /// Vocabularies of bytes. Some have no tokens for some bytes, so that there are characters that
  /// they cannot hold: Falcon lacks 0xF2, StarCoder 0xF1, with which planes that no one uses begin.
  private static final List<String> BYTES =
      List.of(
          "deepseek-coder",
          "deepseek-llm",
          "falcon",
          "gpt-2",
          "llama3",
          "mpt",
          "refact",
          "starcoder");

  /// Vocabularies of SentencePiece, and what they do not keep: `▁` is a space to them, and Phi-3's
  /// `</s>` takes the white space behind it along.
  private static final Map<String, String> SENTENCES =
      new TreeMap<>(Map.of("llama-spm", "▁", "phi-3", "▁|</s>"));

  private RoundTripCampaign() {}

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    String text = Files.readString(Path.of(args[1]));
    for (String name : BYTES) {
      with(
          name,
          tokenizer ->
              report(name, tokenizer, count, kept -> held(tokenizer.vocabulary(), kept), text));
    }
    for (Map.Entry<String, String> row : SENTENCES.entrySet()) {
      Pattern lost = Pattern.compile(row.getValue());
      UnaryOperator<String> kept = all -> lost.matcher(all).replaceAll("");
      with(row.getKey(), tokenizer -> report(row.getKey(), tokenizer, count, kept, text));
    }
  }

  /// A vocabulary that is not on this machine is told, and the others are tried.
  private static void with(String name, Consumer<Tokenizer> use) throws Exception {
    Tokenizer tokenizer;
    try {
      tokenizer = tokenizer(name);
    } catch (TestAbortedException missing) {
      System.out.printf("%-16s %s%n", name, missing.getMessage());
      return;
    }
    use.accept(tokenizer);
  }

  private static void report(
      String name, Tokenizer tokenizer, int count, UnaryOperator<String> kept, String text) {
    long begin = System.nanoTime();
    int faults = faults(name, tokenizer, count, kept);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "%-16s %,d texts, %d do not come back, %.0f s; encodes %.1f MB/s%n",
        name, count, faults, seconds, megabytesPerSecond(tokenizer, text));
  }

  /// A text without the characters that a vocabulary has no bytes for.
  private static String held(Vocabulary vocabulary, String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .filter(
            c ->
                ByteLetters.letters(Character.toString(c))
                    .chars()
                    .allMatch(b -> vocabulary.find(Character.toString(b)) != Vocabulary.NONE))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static Tokenizer tokenizer(String name) throws Exception {
    if (!name.equals("llama3")) {
      return Vectors.tokenizer(name);
    }
    byte[] ranks = Files.readAllBytes(Vectors.require("llama3-tokenizer.model"));
    List<String> controls = List.of("<|begin_of_text|>", "<|end_of_text|>", "<|im_start|>");
    return TiktokenTokenizer.read("tokenizer.model", ranks, SplitPattern.LLAMA_3, controls);
  }

  private static int faults(
      String name, Tokenizer tokenizer, int count, UnaryOperator<String> kept) {
    RandomTexts texts = new RandomTexts(name.hashCode());
    int faults = 0;
    for (int i = 0; i < count; i++) {
      String text = kept.apply(texts.next());
      @Nullable String fault = RoundTrip.fault(tokenizer, text);
      if (fault != null && faults++ < 3) {
        System.out.println(name + ": «" + text + "» " + fault);
      }
    }
    return faults;
  }

  /// The median of some runs behind others that warm up.
  private static double megabytesPerSecond(Tokenizer tokenizer, String text) {
    double bytes = text.getBytes(StandardCharsets.UTF_8).length;
    double[] rates = new double[9];
    for (int run = -5; run < rates.length; run++) {
      long begin = System.nanoTime();
      tokenizer.encode(text, EncodeOptions.PLAIN);
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (run >= 0) {
        rates[run] = bytes / 1e6 / seconds;
      }
    }
    Arrays.sort(rates);
    return rates[rates.length / 2];
  }
}
