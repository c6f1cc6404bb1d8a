/// What is left of a model file when its writer is killed: `KilledWriterTest` is the short form,
/// `KilledWriterCampaign` the long one.
package org.tosc.models.durability;
