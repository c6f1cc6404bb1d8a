/// What an engine is: capabilities, emit, load, cost.
package org.tosc.backends.api;
