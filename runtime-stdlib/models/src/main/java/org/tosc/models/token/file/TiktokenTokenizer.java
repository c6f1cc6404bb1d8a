package org.tosc.models.token.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.tosc.models.token.AddedToken;
import org.tosc.models.token.AddedTokens;
import org.tosc.models.token.EndTokens;
import org.tosc.models.token.Frame;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.Vocabulary;
import org.tosc.models.token.normal.Normalizer;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.subword.ByteAlphabet;
import org.tosc.models.token.subword.ByteFallback;
import org.tosc.models.token.subword.ByteLetters;
import org.tosc.models.token.subword.BytePairs;
import org.tosc.models.token.subword.Merges;
import org.tosc.rt.tensor.file.TensorFileFault;

/// A tokenizer from a file of tiktoken, such as `tokenizer.model` of Llama 3: a line for each
/// token, by id, with the token's bytes as base64 and its id. Merges are not in the file; the pair
/// merges first whose token has the lowest id. Nor are patterns and control tokens: who has the
/// file knows them.
public final class TiktokenTokenizer {
  private final String file;
  private final List<String> texts = new ArrayList<>();

  private TiktokenTokenizer(String file) {
    this.file = file;
  }

  /// Reads a file that is in memory.
  ///
  /// @param name what messages call it
  /// @param controls control tokens, whose ids follow the file's
  public static Tokenizer read(
      String name, byte[] bytes, SplitPattern pattern, List<String> controls) {
    TiktokenTokenizer reader = new TiktokenTokenizer(name);
    int at = 0;
    while (at < bytes.length) {
      int end = lineEnd(bytes, at);
      if (end > at) {
        reader.line(new String(bytes, at, end - at, StandardCharsets.US_ASCII), at);
      }
      at = end + 1;
    }
    return reader.tokenizer(pattern, controls);
  }

  private static int lineEnd(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private void line(String line, int at) {
    int space = line.indexOf(' ');
    String id = String.valueOf(texts.size());
    if (space < 0 || !line.substring(space + 1).strip().equals(id)) {
      throw new TensorFileFault(file, at, "expected a token's bytes as base64, and its id " + id);
    }
    try {
      byte[] token = Base64.getDecoder().decode(line.substring(0, space));
      StringBuilder letters = new StringBuilder(token.length);
      for (byte b : token) {
        letters.append(ByteLetters.letter(b));
      }
      texts.add(letters.toString());
    } catch (IllegalArgumentException e) {
      throw new TensorFileFault(file, at, "this is no base64");
    }
  }

  private Tokenizer tokenizer(SplitPattern pattern, List<String> controls) {
    int size = texts.size();
    List<TokenKind> kinds = new ArrayList<>(Collections.nCopies(size, TokenKind.NORMAL));
    kinds.addAll(Collections.nCopies(controls.size(), TokenKind.CONTROL));
    List<AddedToken> added = new ArrayList<>();
    for (String control : controls) {
      added.add(AddedToken.of(texts.size(), control, true));
      texts.add(control);
    }
    Function<String, RuntimeException> fault = reason -> new TensorFileFault(file, 0, reason);
    Vocabulary vocabulary = Vocabulary.of(texts, kinds, fault);
    ByteFallback none = ByteFallback.toUnknown(Vocabulary.NONE, false);
    return new Tokenizer(
        vocabulary,
        new AddedTokens(added),
        Normalizer.NONE,
        pattern.splitter(),
        new BytePairs(
            vocabulary, new ByteAlphabet(vocabulary, none), Merges.ofIds(vocabulary), true),
        TokenPieces.ofBytes(vocabulary),
        Frame.EMPTY,
        EndTokens.of(vocabulary, List.of()));
  }
}
