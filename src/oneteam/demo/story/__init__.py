"""The sample's story as steps, each on its own day and by its own person, through the apps' actions."""
