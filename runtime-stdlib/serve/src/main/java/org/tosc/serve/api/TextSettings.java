package org.tosc.serve.api;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.tosc.models.generate.Request;
import org.tosc.models.generate.Sampling;
import org.tosc.serve.http.HttpFault;

/// How a text is to be gone on with, as a body says it.
record TextSettings(int maxTokens, Sampling sampling, List<String> stops) {
  static final Set<String> NAMES =
      Set.of(
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_k",
          "top_p",
          "min_p",
          "repetition_penalty",
          "seed",
          "stop");

  private static final int USUAL_TOKENS = 256;
  private static final int MOST_STOPS = 16;

  static TextSettings of(Body body) throws HttpFault {
    long tokens = body.whole("max_tokens", body.whole("max_completion_tokens", USUAL_TOKENS));
    if (tokens < 0) {
      throw Body.wrong("max_tokens", "0 or more");
    }
    List<String> stops = body.texts("stop");
    if (stops.size() > MOST_STOPS) {
      throw Body.wrong("stop", "at most " + MOST_STOPS + " strings");
    }
    return new TextSettings((int) Math.min(tokens, Integer.MAX_VALUE), sampling(body), stops);
  }

  private static Sampling sampling(Body body) throws HttpFault {
    Sampling usual = Sampling.USUAL;
    long topK = body.whole("top_k", usual.topK());
    try {
      return usual
          .withTemperature(body.number("temperature", usual.temperature()))
          .withTopK(Math.clamp(topK, -1, Integer.MAX_VALUE))
          .withTopP(body.number("top_p", usual.topP()))
          .withMinP(body.number("min_p", usual.minP()))
          .withRepetitionPenalty(body.number("repetition_penalty", usual.repetitionPenalty()))
          .withSeed(body.whole("seed", ThreadLocalRandom.current().nextLong()));
    } catch (Sampling.Outside outside) {
      throw HttpFault.bad(outside.message(body.written(outside.setting())));
    }
  }

  Request request(int[] prompt) {
    return new Request(prompt, maxTokens, sampling, stops);
  }
}
