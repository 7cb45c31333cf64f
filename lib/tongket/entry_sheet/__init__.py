"""The entry sheet: a workbook in which an analyst enters the figures of a year, and the way back into the data."""
