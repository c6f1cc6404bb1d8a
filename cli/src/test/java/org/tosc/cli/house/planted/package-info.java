/// Classes that break the rules of the house on purpose.
package org.tosc.cli.house.planted;
