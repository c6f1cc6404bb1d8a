package org.tosc.models.generate;

import java.util.List;

/// What is asked of a language model.
///
/// @param prompt tokens
/// @param maxTokens after so many tokens it ends
/// @param stops texts that end it, and are not part of what it says
// Requests are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Request(int[] prompt, int maxTokens, Sampling sampling, List<String> stops) {
  public Request {
    prompt = prompt.clone();
    stops = List.copyOf(stops);
    if (maxTokens < 0) {
      throw new IllegalArgumentException("`max_tokens` is 0 or more, found " + maxTokens);
    }
  }

  @Override
  public int[] prompt() {
    return prompt.clone();
  }
}
