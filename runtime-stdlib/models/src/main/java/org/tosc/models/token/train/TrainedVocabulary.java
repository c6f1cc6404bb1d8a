package org.tosc.models.token.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.file.GgufTokenizer;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.subword.Merges;

/// A vocabulary of bytes that was learnt.
///
/// @param tokens texts by id, bytes as letters
/// @param controls which of them are control tokens
/// @param merges in their order
public record TrainedVocabulary(
    List<String> tokens, Set<String> controls, List<Merges.Pair> merges, SplitPattern pattern) {
  public TrainedVocabulary {
    tokens = List.copyOf(tokens);
    controls = Set.copyOf(controls);
    merges = List.copyOf(merges);
  }

  /// The entries of a `.gguf` file's metadata that say all of this. The first control token, if
  /// there is one, is the end of a text.
  public Map<String, MetadataValue> metadata() {
    Map<String, MetadataValue> entries = new LinkedHashMap<>();
    entries.put("tokenizer.ggml.model", new MetadataValue.Text("gpt2"));
    entries.put("tokenizer.ggml.pre", new MetadataValue.Text(pattern.names().getFirst()));
    entries.put("tokenizer.ggml.tokens", new MetadataValue.Texts(tokens));
    entries.put("tokenizer.ggml.token_type", MetadataValue.Numbers.of(kinds()));
    entries.put(
        "tokenizer.ggml.merges",
        new MetadataValue.Texts(merges.stream().map(Merges.Pair::text).toList()));
    entries.put("tokenizer.ggml.add_bos_token", new MetadataValue.Flag(false));
    if (!controls.isEmpty()) {
      entries.put("tokenizer.ggml.eos_token_id", MetadataValue.count(0));
    }
    return entries;
  }

  private int[] kinds() {
    return tokens.stream()
        .map(token -> controls.contains(token) ? TokenKind.CONTROL : TokenKind.NORMAL)
        .mapToInt(TokenKind::number)
        .toArray();
  }

  /// The tokenizer that a file with this metadata has.
  public Tokenizer tokenizer() {
    return GgufTokenizer.read(Metadata.of(metadata()));
  }
}
