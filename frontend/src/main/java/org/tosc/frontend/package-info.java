/// From source text through syntax trees, names and types to TIR.
package org.tosc.frontend;
