package org.tosc.models.generate;

/// How the next token is chosen among those that may come.
///
/// Applied in this order: the penalty, the `topK` most likely, the temperature, the most likely
/// that together have `topP`, those that have at least `minP` of the most likely one's probability.
///
/// @param temperature divides logits; 0 takes the most likely token, and of equal ones the first
/// @param topK how many are considered; 0 for all
/// @param topP the probability that those considered have together (Holtzman et al., "The Curious
///   Case of Neural Text Degeneration", 2020); 1 for all
/// @param minP the least probability beside the greatest (Nguyen et al., "Turning Up the Heat",
///   2024); 0 for all
/// @param repetitionPenalty divides positive logits of tokens that were there, and multiplies
///   negative ones (Keskar et al., "CTRL", 2019); 1 for none
/// @param penaltyWindow how many of the last tokens count as having been there
/// @param seed of the random numbers
public record Sampling(
    double temperature,
    int topK,
    double topP,
    double minP,
    double repetitionPenalty,
    int penaltyWindow,
    long seed) {
  /// The most likely token.
  public static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 1, 64, 0);

  /// What is usual for talking.
  public static final Sampling USUAL = new Sampling(0.8, 40, 0.95, 0.05, 1, 64, 0);

  /// A number that is out of its range.
  public static final class Outside extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String range;

    Outside(String setting, String range, double found) {
      super("`" + setting + "` is " + range + ", found " + found);
      this.setting = setting;
      this.range = range;
    }

    /// As programs and requests call it.
    public String setting() {
      return setting;
    }

    /// What is said where the number is shown as it was written.
    public String message(String written) {
      return "`" + setting + "` is " + range + ", found " + written;
    }
  }

  /// @throws Outside where a number is out of its range
  public Sampling {
    require(temperature >= 0 && temperature <= 100, "temperature", "from 0 to 100", temperature);
    require(topK >= 0, "top_k", "0 or more", topK);
    require(topP > 0 && topP <= 1, "top_p", "above 0 and at most 1", topP);
    require(minP >= 0 && minP <= 1, "min_p", "from 0 to 1", minP);
    require(
        repetitionPenalty > 0 && repetitionPenalty <= 100,
        "repetition_penalty",
        "above 0 and at most 100",
        repetitionPenalty);
  }

  private static void require(boolean holds, String name, String range, double found) {
    if (!holds) {
      throw new Outside(name, range, found);
    }
  }

  public Sampling withTemperature(double other) {
    return new Sampling(other, topK, topP, minP, repetitionPenalty, penaltyWindow, seed);
  }

  public Sampling withTopK(int other) {
    return new Sampling(temperature, other, topP, minP, repetitionPenalty, penaltyWindow, seed);
  }

  public Sampling withTopP(double other) {
    return new Sampling(temperature, topK, other, minP, repetitionPenalty, penaltyWindow, seed);
  }

  public Sampling withMinP(double other) {
    return new Sampling(temperature, topK, topP, other, repetitionPenalty, penaltyWindow, seed);
  }

  public Sampling withRepetitionPenalty(double other) {
    return new Sampling(temperature, topK, topP, minP, other, penaltyWindow, seed);
  }

  public Sampling withSeed(long other) {
    return new Sampling(temperature, topK, topP, minP, repetitionPenalty, penaltyWindow, other);
  }
}
