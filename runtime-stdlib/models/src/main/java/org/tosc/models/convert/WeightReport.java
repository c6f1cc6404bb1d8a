package org.tosc.models.convert;

import org.tosc.models.weights.WeightFormat;

/// What became of a weight.
///
/// @param maxError the largest distance of an element from what it was
/// @param rmsError the root of the mean square of the distances
/// @param relativeError `rmsError` by the root mean square of the elements; 0 where all are 0
public record WeightReport(
    String name,
    WeightFormat from,
    WeightFormat to,
    long bytesBefore,
    long bytesAfter,
    double maxError,
    double rmsError,
    double relativeError) {}
