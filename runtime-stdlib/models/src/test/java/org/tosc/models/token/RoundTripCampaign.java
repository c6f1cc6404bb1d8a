package org.tosc.models.token;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.models.token.file.TiktokenTokenizer;
import org.tosc.models.token.split.SplitPattern;

/// `decode(encode(s)) = s` on many random texts with each published vocabulary that forgets nothing,
/// and how fast each encodes. For a person to run:
///
/// ```text
/// java … org.tosc.models.token.RoundTripCampaign 1000000 FILE
/// ```
///
/// FILE is a text whose encoding is timed, on one thread.
final class RoundTripCampaign {
  /// Vocabularies, and what of a text they cannot hold, which is left out of texts.
  private static final Map<String, Pattern> NAMES = new TreeMap<>();

  static {
    Pattern nothing = Pattern.compile("(?!)");
    // They have no token for the byte 0xF1, with which planes 4 to 7 begin.
    Pattern planes = Pattern.compile("[\\x{40000}-\\x{7FFFF}]");
    for (String name : List.of("deepseek-coder", "deepseek-llm", "gpt-2", "mpt", "llama3")) {
      NAMES.put(name, nothing);
    }
    for (String name : List.of("falcon", "refact", "starcoder")) {
      NAMES.put(name, planes);
    }
    // The mark is a space to them, and Phi-3's `</s>` takes the white space behind it along.
    NAMES.put("llama-spm", Pattern.compile("▁"));
    NAMES.put("phi-3", Pattern.compile("▁|</s>"));
  }

  private RoundTripCampaign() {}

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    String text = Files.readString(Path.of(args[1]));
    for (String name : NAMES.keySet()) {
      Tokenizer tokenizer = tokenizer(name);
      long begin = System.nanoTime();
      int faults = faults(name, tokenizer, count);
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "%-16s %,d texts, %d do not come back, %.0f s; encodes %.1f MB/s%n",
          name, count, faults, seconds, megabytesPerSecond(tokenizer, text));
    }
  }

  private static Tokenizer tokenizer(String name) throws Exception {
    if (!name.equals("llama3")) {
      return Vectors.tokenizer(name);
    }
    byte[] ranks = Files.readAllBytes(Vectors.require("llama3-tokenizer.model"));
    List<String> controls = List.of("<|begin_of_text|>", "<|end_of_text|>", "<|im_start|>");
    return TiktokenTokenizer.read("tokenizer.model", ranks, SplitPattern.LLAMA_3, controls);
  }

  private static int faults(String name, Tokenizer tokenizer, int count) {
    RandomTexts texts = new RandomTexts(name.hashCode());
    int faults = 0;
    for (int i = 0; i < count; i++) {
      String text = NAMES.get(name).matcher(texts.next()).replaceAll("");
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
